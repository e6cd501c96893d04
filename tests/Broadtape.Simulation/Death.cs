namespace Broadtape.Simulation;

/// <summary>When the process dies: a number of steps after it was decided, a step being whatever can be broken off.</summary>
sealed class Death
{
    int left;

    internal bool IsDecided => left > 0;

    internal void In(int steps) => left = steps;

    /// <summary>Throws <see cref="KilledException"/> when this is where it dies.</summary>
    internal void Step()
    {
        if (left > 0 && --left == 0)
            throw new KilledException();
    }
}

/// <summary>The process is no more; whoever runs it starts another.</summary>
sealed class KilledException : Exception;
