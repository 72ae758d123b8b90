"""Long runs: mutated files by the thousand, and many people on one server for minutes."""
