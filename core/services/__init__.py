"""Verbs: one public function is one thing a person does and one tenant transaction."""
