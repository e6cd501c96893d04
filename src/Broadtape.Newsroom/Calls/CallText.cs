using System.Globalization;
using Broadtape.Market;

namespace Broadtape.Newsroom;

static class CallText
{
    internal static string Print(Call call, Edition edition) =>
        call.Form switch
        {
            TargetForm.Value => Money(call.Low),
            TargetForm.Floor => edition == Edition.En ? $"{Money(call.Low)} or more" : $"{Money(call.Low)}以上",
            TargetForm.Range => $"{Money(call.Low)}–{Money(call.High)}",
            _ => "--",
        };

    static string Money(Price? price) => "$" + price!.Value.ToDecimal().ToString("#,##0.00#", CultureInfo.InvariantCulture);
}
