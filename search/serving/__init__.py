"""What goes on until it is stopped: the server, and the watcher that follows the documents."""
