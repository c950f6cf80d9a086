"""From packed orders to signatures: planning and driving trips, proving deliveries."""
