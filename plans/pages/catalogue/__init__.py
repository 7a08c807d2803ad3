"""The catalogue of measures, kept by an administrator, who sees nothing of any plan."""
