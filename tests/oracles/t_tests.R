# Reference numbers of the t tests and effect sizes. Run: Rscript tests/oracles/t_tests.R (written with R 4.2.2)
show <- function(name, ...) cat(sprintf("%s: %s\n", name, paste(sprintf("%.15g", c(...)), collapse = " ")))
a <- sleep$extra[sleep$group == 1]
b <- sleep$extra[sleep$group == 2]

w <- t.test(a, b)
show("welch est se low high t df p", w$estimate[[1]] - w$estimate[[2]], w$stderr, w$conf.int, w$statistic, w$parameter, w$p.value)
g <- t.test(b, a, alternative = "greater", conf.level = 0.9)
show("welch b>a, 90%: low p", g$conf.int[1], g$p.value)
u <- t.test(a, b[1:4])
show("welch unequal n: t df p", u$statistic, u$parameter, u$p.value)
p <- t.test(a, b, paired = TRUE)
show("paired est se low high t df p r", p$estimate, p$stderr, p$conf.int, p$statistic, p$parameter, p$p.value, cor(a, b))
o <- t.test(a, mu = 0.5, conf.level = 0.99)
show("one-sample mu=.5, 99%: est low high t p", o$estimate, o$conf.int, o$statistic, o$p.value)
show("mean interval 95% of a", t.test(a)$conf.int)
show("quantile type 7 of b at .1 .25 .9", quantile(b, c(.1, .25, .9)))

# Stratified: the definition written out, on the first two feed groups against each other in warpbreaks by wool.
strata <- lapply(c("L", "M", "H"), function(t) with(warpbreaks[warpbreaks$tension == t, ], list(a = breaks[wool == "A"], b = breaks[wool == "B"])))
est <- mean(sapply(strata, function(s) mean(s$a) - mean(s$b)))
terms <- unlist(lapply(strata, function(s) c(var(s$a) / length(s$a), var(s$b) / length(s$b))))
dfs <- unlist(lapply(strata, function(s) c(length(s$a), length(s$b)) - 1))
se <- sqrt(sum(terms)) / 3
df <- sum(terms)^2 / sum(terms^2 / dfs)
show("stratified est se df low high p", est, se, df, est + c(-1, 1) * qt(.975, df) * se, 2 * pt(-abs(est / se), df))
for (s in strata) cat(" a", s$a, " b", s$b, "\n")

# Corrected resampled t, the formula of Nadeau and Bengio written out.
d <- a - b
nb <- mean(d) / (sd(d) * sqrt(1 / 10 + 1 / 9))
show("nadeau-bengio ratio 1/9: se t p low high", sd(d) * sqrt(1 / 10 + 1 / 9), nb, 2 * pt(-abs(nb), 9), mean(d) + c(-1, 1) * qt(.975, 9) * sd(d) * sqrt(1 / 10 + 1 / 9))

# Hedges' g: exact correction, interval by inverting pt(t, df, ncp).
delta_at <- function(t, df, p) uniroot(function(d) pt(t, df, d) - p, t + c(-15, 15), tol = 1e-13)$root
J <- function(df) exp(lgamma(df / 2) - lgamma((df - 1) / 2)) / sqrt(df / 2)
pooled <- t.test(a, b, var.equal = TRUE)$statistic
unit <- sqrt(1 / 10 + 1 / 10)
show("hedges g low high", J(18) * pooled * unit, delta_at(pooled, 18, .975) * unit, delta_at(pooled, 18, .025) * unit)
show("paired g low high", J(9) * p$statistic / sqrt(10), delta_at(p$statistic, 9, .975) / sqrt(10), delta_at(p$statistic, 9, .025) / sqrt(10))
