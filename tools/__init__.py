"""What a release is made with, beside the npm packages that tests ask."""
