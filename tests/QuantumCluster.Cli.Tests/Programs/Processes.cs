// Every test here starts processes of its own: one after another, so that two slow cores are not asked for more than they have.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
