using System.Security.Cryptography;
using CsCheck;
using IGSendMail.Privacy.Audit;

namespace IGSendMail.Privacy.Tests.Audit;

/// <summary>The tree is the one of RFC 6962, section 2.1.</summary>
public sealed class MerkleFrontierTests
{
    /// <summary>Inputs of the reference tree that Certificate Transparency implementations are tested with.</summary>
    private static readonly string[] Inputs =
        ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];

    [Theory]
    [InlineData(0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData(1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")]
    [InlineData(2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")]
    [InlineData(3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77")]
    [InlineData(4, "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")]
    [InlineData(5, "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4")]
    [InlineData(6, "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef")]
    [InlineData(7, "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c")]
    [InlineData(8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")]
    public void The_known_roots_come_out(int leaves, string root)
    {
        var tree = new MerkleFrontier();
        foreach (var input in Inputs.Take(leaves))
        {
            tree.Add(MerkleFrontier.LeafHash(Convert.FromHexString(input)));
        }

        Assert.Equal(root, Convert.ToHexStringLower(tree.Root()));
    }

    [Fact]
    public void The_root_is_that_of_the_recursive_definition_for_every_size() =>
        Gen.Byte.Array[0, 12].Array[0, 130].Sample(contents =>
        {
            var tree = new MerkleFrontier();
            foreach (var content in contents)
            {
                tree.Add(MerkleFrontier.LeafHash(content));
            }

            return tree.Size == contents.Length && tree.Root().AsSpan().SequenceEqual(ByDefinition(contents));
        });

    [Fact]
    public void A_tree_goes_on_from_its_frontier() => Gen.Select(Gen.Int[0, 300], Gen.Int[0, 40]).Sample((first, then) =>
    {
        var whole = Grown(new MerkleFrontier(), first);
        var again = MerkleFrontier.Read(whole.Size, whole.ToBytes())!;

        return Grown(again, then).Root().AsSpan().SequenceEqual(Grown(whole, then).Root());
    });

    [Theory]
    [InlineData(3, 32)]
    [InlineData(4, 64)]
    [InlineData(1, 31)]
    [InlineData(-1, 0)]
    public void Bytes_that_do_not_fit_the_size_are_no_frontier(long size, int length) =>
        Assert.Null(MerkleFrontier.Read(size, new byte[length]));

    private static MerkleFrontier Grown(MerkleFrontier tree, int by)
    {
        for (var i = 0; i < by; i++)
        {
            tree.Add(SHA256.HashData(BitConverter.GetBytes(tree.Size)));
        }

        return tree;
    }

    /// <summary>MTH of the RFC, word for word.</summary>
    private static byte[] ByDefinition(ReadOnlySpan<byte[]> contents)
    {
        switch (contents.Length)
        {
            case 0:
                return SHA256.HashData([]);
            case 1:
                return SHA256.HashData([0, .. contents[0]]);
        }

        var k = 1;
        while (k * 2 < contents.Length)
        {
            k *= 2;
        }

        return SHA256.HashData([1, .. ByDefinition(contents[..k]), .. ByDefinition(contents[k..])]);
    }
}
