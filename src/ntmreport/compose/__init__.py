"""From a year and the templates of a form to a document."""
