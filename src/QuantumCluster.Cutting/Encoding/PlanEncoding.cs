using QuantumCluster.Cutting.Plans;

namespace QuantumCluster.Cutting.Encoding;

/// <summary>The canonical bytes of a <see cref="PlanRequest"/>: the plan is made again from them, equally, wherever it is needed.</summary>
public static class PlanEncoding
{
    public static byte[] Write(PlanRequest request)
    {
        var writer = new CanonicalWriter();
        writer.Version(request.Precision, isBound: !request.Classes.IsDefaultOrEmpty);
        writer.Circuit(request.Circuit);
        writer.Readout(request.Readout);
        writer.List(request.Cuts, cut =>
        {
            writer.Int(cut.Qubit);
            writer.Int(cut.BeforeOperation);
        });
        writer.Byte((byte)request.Variants);
        writer.Int(request.DeviceQubits);
        writer.Int(request.Granularity.VariantsPerJob);
        writer.Int(request.Granularity.SamplesPerJob);
        if (!request.Classes.IsDefaultOrEmpty) writer.List(request.Classes, writer.DeviceClass);
        return writer.ToArray();
    }

    /// <exception cref="FormatException">Says what is wrong with the bytes.</exception>
    public static PlanRequest Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new CanonicalReader(bytes);
        var precision = reader.Version("Plan", out bool isBound);
        var circuit = reader.Circuit();
        var readout = reader.Readout();
        var cuts = new WireCut[reader.Count(8)];
        for (int c = 0; c < cuts.Length; c++) cuts[c] = new WireCut(reader.Int(), reader.Int());
        var variants = (VariantChoice)reader.Limited(reader.Byte(), 4, "choice of variants");
        int width = reader.Int();
        var granularity = new Granularity(reader.Int(), reader.Int());
        var classes = !isBound ? [] : new DeviceClass[reader.FilledCount(15)];
        for (int c = 0; c < classes.Length; c++) classes[c] = reader.DeviceClass();
        reader.End();
        return new PlanRequest(circuit, readout, [.. cuts], variants, width, granularity, precision, [.. classes]);
    }
}
