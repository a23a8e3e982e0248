"""The pages of learning, as a visitor without a script meets them."""
