"""What office programs write: DOCX, ODT, and RTF in a room of its own."""
