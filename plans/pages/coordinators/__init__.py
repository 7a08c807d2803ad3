"""Who holds plans together: a leader's numbers, and giving plans on when somebody is away or leaves."""
