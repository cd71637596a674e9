using QuantumCluster.Actors.Sharing;

namespace QuantumCluster.Actors.Tests.Sharing;

public sealed class PreparingInTurnTests
{
    [Fact]
    public async Task A_second_preparation_waits_for_the_first_to_end_well_or_not()
    {
        var work = new Work();
        var inTurn = new PreparingInTurn(work);
        Task<string> first = inTurn.PrepareAsync("first"), second = inTurn.PrepareAsync("second"), third = inTurn.PrepareAsync("third");
        Assert.Equal(["first"], work.Begun.Keys);
        work.Begun["first"].SetResult("account of the first");
        Assert.Equal("account of the first", await first);
        await work.HasBegun("second");
        Assert.DoesNotContain("third", work.Begun.Keys);
        work.Begun["second"].SetException(new InvalidOperationException("no such data"));
        Assert.Equal("no such data", (await Assert.ThrowsAsync<InvalidOperationException>(() => second)).Message);
        await work.HasBegun("third");
        work.Begun["third"].SetResult("account of the third");
        Assert.Equal("account of the third", await third);
    }

    private sealed class Work : ITrainerWork
    {
        private readonly TaskCompletionSource _second = new(TaskCreationOptions.RunContinuationsAsynchronously), _third = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public SortedDictionary<string, TaskCompletionSource<string>> Begun { get; } = [];

        public Task HasBegun(string description) => (description == "second" ? _second : _third).Task.WaitAsync(TimeSpan.FromSeconds(60));

        public Task<string> PrepareAsync(string description)
        {
            var ending = new TaskCompletionSource<string>(); // continued at once, on the thread of the test
            Begun[description] = ending;
            if (description == "second") _second.SetResult();
            if (description == "third") _third.SetResult();
            return ending.Task;
        }

        public void Give(long step, ReadOnlyMemory<byte> state) => throw new NotSupportedException();

        public Task<ReadOnlyMemory<byte>> ComputeAsync(long step, int share) => throw new NotSupportedException();
    }
}
