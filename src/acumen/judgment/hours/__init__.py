"""How people miss with hours: what an estimate has meant, as a distribution."""
