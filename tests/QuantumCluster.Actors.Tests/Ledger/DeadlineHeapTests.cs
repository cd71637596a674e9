using QuantumCluster.Actors.Ledger;
using QuantumCluster.Circuits;

namespace QuantumCluster.Actors.Tests.Ledger;

public sealed class DeadlineHeapTests
{
    [Fact]
    public void First_lease_is_always_the_one_that_ends_first_whichever_leave_in_between()
    {
        KeyedRandom random = new Seed(11).Generator();
        var heap = new DeadlineHeap();
        var held = new List<Lease>();
        for (long i = 1; i <= 5000; i++)
        {
            if (held.Count == 0 || random.NextInt(5) < 3)
            {
                held.Add(new Lease(new LeaseId(i), null!, null!, default, TimeSpan.FromTicks(random.NextInt(200)), false));
                heap.Add(held[^1]);
            }
            else
            {
                int at = random.NextInt(held.Count);
                heap.Remove(held[at]);
                held.RemoveAt(at);
            }

            Assert.Same(held.OrderBy(l => l.Deadline).ThenBy(l => l.Id.Value).FirstOrDefault(), heap.First);
        }
    }
}
