// Torch's number of threads is the process's, and two cores are not many.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
