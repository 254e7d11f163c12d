"""From a finished report in Word to a repository: form, data, and what a person has to confirm."""
