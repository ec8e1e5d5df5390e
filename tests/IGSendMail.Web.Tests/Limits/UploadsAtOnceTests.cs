using System.Net;
using IGSendMail.Web.Features.Errors;
using IGSendMail.Web.Features.Limits;
using IGSendMail.Web.Features.Shared;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace IGSendMail.Web.Tests.Limits;

/// <summary>How many uploads of one sender run at a time is limited; others are not held up, and the next may begin when one is finished.</summary>
public sealed class UploadsAtOnceTests
{
    [Fact]
    public void A_third_waits_for_one_of_two_to_end_and_another_network_does_not()
    {
        var options = FloodOptions.Read(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Limits:UploadsAtOnce"] = "2" }).Build());
        using var limiter = new FloodLimiter(options, new Senders());
        using var first = limiter.AttemptAcquire(Upload("192.0.2.1"));
        using var second = limiter.AttemptAcquire(Upload("192.0.2.2"));

        using var third = (FloodLease)limiter.AttemptAcquire(Upload("192.0.2.3"));
        using var elsewhere = limiter.AttemptAcquire(Upload("198.51.100.1"));
        first.Dispose();
        using var after = limiter.AttemptAcquire(Upload("192.0.2.3"));

        Assert.Equal((true, true, false, true, true), (first.IsAcquired, second.IsAcquired, third.IsAcquired, elsewhere.IsAcquired, after.IsAcquired));
        var words = new TooManyWords(System.Globalization.CultureInfo.InvariantCulture);
        Assert.Contains("at most 2 run at the same time", words.What(third.Refused!), StringComparison.Ordinal);
        Assert.Contains("Wait until one of them is finished", words.Remedy(third.Refused!), StringComparison.Ordinal);
    }

    private static DefaultHttpContext Upload(string sender)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse(sender);
        context.SetEndpoint(new Endpoint(null, new EndpointMetadataCollection(new LimitedAttribute(LimitedAct.Upload)), "upload"));
        return context;
    }
}
