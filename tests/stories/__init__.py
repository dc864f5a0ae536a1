"""Stories: long paths through the whole product, told as properties."""
