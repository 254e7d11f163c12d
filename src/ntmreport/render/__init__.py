"""From a document to files: renderers know the document tree and not each other."""
