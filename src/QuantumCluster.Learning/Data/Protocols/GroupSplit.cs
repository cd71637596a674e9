using System.Collections.Immutable;
using QuantumCluster.Circuits;
using QuantumCluster.Learning.Data.Pictures;

namespace QuantumCluster.Learning.Data.Protocols;

/// <summary>A split that keeps groups (lesions, patients) whole and the classes' shares.</summary>
internal static class GroupSplit
{
    /// <summary>
    /// Class after class, groups in random order are put aside as long as they fit into the class's share, rounded. A group with several
    /// classes counts as of its first picture's class.
    /// </summary>
    /// <param name="among">Indices that are parted, ascending.</param>
    /// <returns>Both parts ascending.</returns>
    /// <exception cref="ArgumentException">A class has nothing on one of the two sides.</exception>
    public static (ImmutableArray<int> Aside, ImmutableArray<int> Kept) PutAside(ImmutableArray<LabelledPicture> pictures, ImmutableArray<int> among, double share, Seed seed)
    {
        var aside = new HashSet<string>(StringComparer.Ordinal);
        foreach (IGrouping<int, IGrouping<string, int>> ofClass in among.GroupBy(i => pictures[i].Group).GroupBy(g => pictures[g.First()].Label).OrderBy(c => c.Key))
        {
            IGrouping<string, int>[] groups = [.. ofClass.OrderBy(g => g.Key, StringComparer.Ordinal)];
            seed.For((ulong)ofClass.Key).Generator().Shuffle(groups.AsSpan());
            int left = (int)Math.Round(share * groups.Sum(g => g.Count()), MidpointRounding.AwayFromZero);
            foreach (IGrouping<string, int> group in groups)
            {
                int size = group.Count();
                if (size > left) continue;
                left -= size;
                aside.Add(group.Key);
            }

            int chosen = groups.Count(g => aside.Contains(g.Key));
            if (chosen == 0 || chosen == groups.Length)
                throw new ArgumentException($"Class {ofClass.Key} has {groups.Length} lesions or patients, too few to put a share of {share:0.##} aside and keep the rest.");
        }

        return ([.. among.Where(i => aside.Contains(pictures[i].Group))], [.. among.Where(i => !aside.Contains(pictures[i].Group))]);
    }
}
