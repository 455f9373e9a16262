"""Many employers at once: from home page to careers page, platform, trial crawl and proposed entry."""
