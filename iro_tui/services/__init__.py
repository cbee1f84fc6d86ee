"""What a person can do and ask. Every write is one named, journalled action and returns Changes."""
