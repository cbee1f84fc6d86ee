"""What only a Windows Python can show: its own calls, on its own files."""
