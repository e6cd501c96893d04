namespace Broadtape.Tests;

/// <summary>Loops that are run whole by <c>./build soak</c> and a tenth of them with the other tests.</summary>
static class Soak
{
    public const string Trait = "Length";
    public const string Long = "soak";

    public static int Times(int whole) => Environment.GetEnvironmentVariable("BROADTAPE_SOAK") is null ? whole / 10 : whole;
}
