"""Reports in the forms that other tools read: frames, panels, workbooks, statistics files, spaCy documents, chunks, annotations, plots."""
