"""What happens beside the web: worker, jobs, consumers, printing, the gateway of this box."""
