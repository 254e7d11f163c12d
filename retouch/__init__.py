"""Built Word files edited as leaders and programs do, and what `reconcile` says of each edit."""
