"""Demo companies and samples, all generated here from a seed; README.md says where each file comes from."""
