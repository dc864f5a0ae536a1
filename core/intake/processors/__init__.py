"""Files of payment processors, and of ledgers to compare them with, to rows that settlement understands."""
