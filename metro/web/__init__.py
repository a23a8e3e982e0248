"""The life of a request: host, language, security headers, session, errors, static files."""
