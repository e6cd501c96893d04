using Broadtape.Tape;

namespace Broadtape.Portal.Bars;

/// <summary>
/// Follows the tape beside the pipeline, so that whoever asks for bars finds them counted, and seals days that are over. A disk that
/// refuses is told once; the days wait in memory until it takes them.
/// </summary>
sealed partial class BarKeeper(BarTape bars, TimeProvider wall, ILogger<BarKeeper> log) : BackgroundService
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        string? told = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (!stoppingToken.IsCancellationRequested && bars.Advance())
                    continue;
                bars.Seal();
                told = null;
            }
            catch (TapeException e)
            {
                if (told != e.Message)
                    Stand(log, told = e.Message);
            }
            await Task.Delay(Pause, wall, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "bars stand: {Reason}")]
    static partial void Stand(ILogger logger, string reason);
}
