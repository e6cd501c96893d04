using System.Collections.Immutable;
using Broadtape.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Broadtape.Tests.Analyzers;

/// <summary>A piece of a room compiled with our analyzers, as the build does it.</summary>
static class Compiled
{
    static readonly ImmutableArray<DiagnosticAnalyzer> Ours = [new RawValueAnalyzer(), new JsonAnalyzer()];

    static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(p => MetadataReference.CreateFromFile(p)),
    ];

    /// <summary>Ids of what our analyzers say; fails when the text does not compile.</summary>
    internal static async Task<string[]> Complaints(string text, string assembly = "broadtape", string file = "Quotes/QuotePage.cs")
    {
        const string usings =
            "using System; using System.Collections.Generic; using Broadtape.Market; using Broadtape.Board; using Broadtape.Licensing;\n";
        var tree = CSharpSyntaxTree.ParseText(usings + text, path: file);
        var compilation = CSharpCompilation.Create(assembly, [tree], References, new(OutputKind.DynamicallyLinkedLibrary));
        Assert.Empty(compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error));
        var said = await compilation.WithAnalyzers(Ours).GetAnalyzerDiagnosticsAsync();
        return [.. said.Select(d => d.Id).Distinct().Order()];
    }
}
