"""Suites and strategies that other packages may test with. Nothing here is loaded by acumen itself.

Takes:      a store to be tested; Hypothesis and pytest must be installed
Gives:      plans.plans (valid plans of every shape the plan file can say), kinds.records (records of every kind),
            store_contract.StoreContract (what a ledger promises, as tests), records (sealed records to test with),
            writers (processes that are killed)
May import: borders, errors, ledger, records
"""
