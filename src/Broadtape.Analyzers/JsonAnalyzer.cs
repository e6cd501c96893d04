using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Broadtape.Analyzers;

/// <summary>
/// BT0003: what is written as JSON holds figures as text with their passports: no raw market value, and no decimal, double or float, which
/// a reader's arithmetic would round. Raw JSON, of which nobody can tell what it holds, is written in two files: UDF wants numbers, and
/// writes figures only; the stream's book is kept as it was written there.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class JsonAnalyzer : DiagnosticAnalyzer
{
    static readonly ImmutableHashSet<string> Watched = ImmutableHashSet.Create("Broadtape.Stream", "broadtape");

    static readonly ImmutableHashSet<string> Writers = ImmutableHashSet.Create(
        "System.Text.Json.JsonSerializer",
        "Microsoft.AspNetCore.Http.Results",
        "Microsoft.AspNetCore.Http.TypedResults",
        "Microsoft.AspNetCore.Http.HttpResponseJsonExtensions"
    );

    static readonly ImmutableHashSet<string> RawWriters = ImmutableHashSet.Create("UdfNumbers.cs", "StreamBook.cs");

    public static readonly DiagnosticDescriptor NumberInJson = new(
        "BT0003",
        "A number without a passport in JSON",
        "'{0}' would write a {1} as JSON; write the figure's text",
        "Disclosure",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true
    );

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(NumberInJson);

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (!Watched.Contains(start.Compilation.AssemblyName ?? ""))
                return;
            start.RegisterSymbolAction(LookAtType, SymbolKind.NamedType);
            start.RegisterOperationAction(LookAtCall, OperationKind.Invocation);
        });
    }

    /// <summary>A type is meant for JSON when its name or its namespace says so.</summary>
    static void LookAtType(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        var named = type.Name.EndsWith("Json", StringComparison.Ordinal) || type.Name.EndsWith("Response", StringComparison.Ordinal);
        if (!named && !type.ContainingNamespace.ToDisplayString().Split('.').Contains("Json"))
            return;
        foreach (var (member, number) in Numbers(type))
            context.ReportDiagnostic(Diagnostic.Create(NumberInJson, type.Locations[0], member, number));
    }

    static void LookAtCall(OperationAnalysisContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        var container = call.TargetMethod.ContainingType.ToDisplayString();
        foreach (var (member, number) in Written(call, container).SelectMany(Numbers).Distinct())
            context.ReportDiagnostic(Diagnostic.Create(NumberInJson, call.Syntax.GetLocation(), member, number));
        if (
            container == "System.Text.Json.Utf8JsonWriter"
            && call.TargetMethod.Name == "WriteRawValue"
            && !RawWriters.Contains(Path.GetFileName(call.Syntax.SyntaxTree.FilePath))
        )
            context.ReportDiagnostic(Diagnostic.Create(NumberInJson, call.Syntax.GetLocation(), call.TargetMethod.Name, "value of unknown kind"));
    }

    /// <summary>The types a call writes as JSON: arguments of a serializer, what an endpoint's handler gives back, a writer's number.</summary>
    static IEnumerable<ITypeSymbol?> Written(IInvocationOperation call, string container)
    {
        if (Writers.Contains(container))
            return call.Arguments.Select(a => Unconverted(a.Value).Type).Concat(call.TargetMethod.TypeArguments);
        if (container == "System.Text.Json.Utf8JsonWriter" && call.TargetMethod.Name.StartsWith("WriteNumber", StringComparison.Ordinal))
            return call.Arguments.Select(a => Unconverted(a.Value).Type);
        if (container == "Microsoft.AspNetCore.Builder.EndpointRouteBuilderExtensions")
            return call.Arguments.Select(a => Handler(a.Value)?.ReturnType).Where(t => !IsPage(t));
        return [];
    }

    /// <summary>A page is HTML: its component's parameters are not written.</summary>
    static bool IsPage(ITypeSymbol? type) => type?.Name == "RazorComponentResult";

    static IMethodSymbol? Handler(IOperation value) =>
        Unconverted(value) switch
        {
            IDelegateCreationOperation { Target: IAnonymousFunctionOperation lambda } => lambda.Symbol,
            IDelegateCreationOperation { Target: IMethodReferenceOperation method } => method.Method,
            _ => null,
        };

    static IOperation Unconverted(IOperation value) => value is IConversionOperation conversion ? Unconverted(conversion.Operand) : value;

    /// <summary>Every raw or binary number a type would write, with the member that holds it; types that are not ours are not opened.</summary>
    static IEnumerable<(string Member, string Number)> Numbers(ITypeSymbol? type)
    {
        var seen = new HashSet<ITypeSymbol>(SymbolEqualityComparer.Default);
        var found = new List<(string, string)>();
        if (type is not null)
            Open(type, type.Name, seen, found);
        return found;
    }

    static void Open(ITypeSymbol type, string member, HashSet<ITypeSymbol> seen, List<(string, string)> found)
    {
        if ((RawValues.In(type) ?? RawValues.NumberIn(type)) is { } number)
        {
            found.Add((member, number.ToDisplayString()));
            return;
        }
        if (!seen.Add(type))
            return;
        if (type is IArrayTypeSymbol array)
            Open(array.ElementType, member, seen, found);
        else if (type is INamedTypeSymbol named)
        {
            foreach (var argument in named.TypeArguments)
                Open(argument, member, seen, found);
            if (named.TypeKind == TypeKind.Enum || !IsOurs(named))
                return;
            foreach (var property in named.GetMembers().OfType<IPropertySymbol>())
                if (property is { DeclaredAccessibility: Accessibility.Public, IsStatic: false, IsIndexer: false })
                    Open(property.Type, property.Name, seen, found);
        }
    }

    static bool IsOurs(INamedTypeSymbol type) =>
        type.Locations.Any(l => l.IsInSource)
        || type.ContainingNamespace?.ToDisplayString().StartsWith("Broadtape", StringComparison.Ordinal) == true;
}
