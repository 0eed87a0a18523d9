"""Parts of the page Models: tiers, rules, fallbacks, and the line that explains who would answer a name."""
