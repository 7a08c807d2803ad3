"""The pages about a plan. One room per person's side; each: views parse and answer, a presenter says what is shown."""
