"""The product: a dashboard's verbs, its thinking and its rows."""
