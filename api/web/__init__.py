"""What every page and route shares: access, errors, limits, templates, assets."""
