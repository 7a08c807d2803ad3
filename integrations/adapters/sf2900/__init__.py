"""SF2900 Fordelingskomponent: the way in to DUBU, Acadre, Facit and whoever else receives there."""
