"""What every part stands on: small modules that know nothing of learning, of academies or of Flask."""
