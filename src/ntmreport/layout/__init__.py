"""From layout.docx to what a report needs of it, once for each content of the file."""
