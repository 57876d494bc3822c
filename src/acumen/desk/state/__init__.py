"""Where things stand: the plan that is followed, its beliefs, and questions, ideas and rubrics of a ledger."""
