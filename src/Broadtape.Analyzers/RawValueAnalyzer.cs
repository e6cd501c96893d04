using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Broadtape.Analyzers;

/// <summary>
/// BT0001: Stream and Portal handle figures, never prices: a name whose value is a raw type is an error there, Razor included, but in the
/// files that wire feed, tape and board together. BT0002: nor does a component render a decimal, double or float of its own making.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RawValueAnalyzer : DiagnosticAnalyzer
{
    /// <summary>Where events pass through on their way to the board, unread: the pipeline, the tape behind the board's log, the resumed feed.</summary>
    static readonly ImmutableHashSet<string> Wiring = ImmutableHashSet.Create("Pipeline.cs", "TapeLog.cs", "Resumption.cs");

    static readonly ImmutableHashSet<string> Watched = ImmutableHashSet.Create("Broadtape.Stream", "broadtape");

    public static readonly DiagnosticDescriptor RawValue = new(
        "BT0001",
        "A raw market value outside the board and the gate",
        "'{0}' is a raw {1}; ask the gate for a figure",
        "Disclosure",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true
    );

    public static readonly DiagnosticDescriptor RenderedNumber = new(
        "BT0002",
        "A number without a passport in a component",
        "'{0}' is a {1}; a component renders figures, and counts as whole numbers",
        "Disclosure",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true
    );

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(RawValue, RenderedNumber);

    public override void Initialize(AnalysisContext context)
    {
        // A component is generated code, and where most of what a reader sees is written.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (!Watched.Contains(start.Compilation.AssemblyName ?? ""))
                return;
            start.RegisterSyntaxNodeAction(
                LookAt,
                SyntaxKind.IdentifierName,
                SyntaxKind.GenericName,
                SyntaxKind.PredefinedType,
                SyntaxKind.NumericLiteralExpression
            );
        });
    }

    static void LookAt(SyntaxNodeAnalysisContext context)
    {
        var file = Path.GetFileName(context.Node.GetLocation().GetMappedLineSpan().Path ?? "");
        if (
            Wiring.Contains(file)
            || context.Node.IsPartOfStructuredTrivia()
            || context.Node.Ancestors().Any(a => a is UsingDirectiveSyntax or AttributeSyntax)
        )
            return;
        var type = TypeOf(context);
        if (RawValues.In(type) is { } raw)
            context.ReportDiagnostic(Diagnostic.Create(RawValue, context.Node.GetLocation(), context.Node.ToString(), raw.Name));
        else if (file.EndsWith(".razor", StringComparison.Ordinal) && RawValues.NumberIn(type) is { } number)
            context.ReportDiagnostic(
                Diagnostic.Create(RenderedNumber, context.Node.GetLocation(), context.Node.ToString(), number.ToDisplayString())
            );
    }

    /// <summary>What the name stands for: the type it names, or the type of the value it gives.</summary>
    static ITypeSymbol? TypeOf(SyntaxNodeAnalysisContext context) =>
        context.Node is LiteralExpressionSyntax
            ? context.SemanticModel.GetTypeInfo(context.Node, context.CancellationToken).Type
            : context.SemanticModel.GetSymbolInfo(context.Node, context.CancellationToken).Symbol switch
            {
                ITypeSymbol type => type,
                IPropertySymbol property => property.Type,
                IFieldSymbol field => field.Type,
                ILocalSymbol local => local.Type,
                IParameterSymbol parameter => parameter.Type,
                IMethodSymbol method => method.ReturnType,
                _ => null,
            };
}
