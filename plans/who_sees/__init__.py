"""“Hvem ser hvad”: people × areas as one reader may know it, each with what opened it or what is missing."""
