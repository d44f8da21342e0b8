# Reference numbers of the rank, sign and count tests. Run: Rscript tests/oracles/ranks_and_counts.R (written with R 4.2.2)
show <- function(name, ...) cat(sprintf("%s: %s\n", name, paste(sprintf("%.15g", c(...)), collapse = " ")))

d <- c(1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30) - c(0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29)
w <- wilcox.test(d, conf.int = TRUE)
show("signed rank depression: V p low high estimate", w$statistic, w$p.value, w$conf.int, w$estimate)
show("signed rank greater p", wilcox.test(d, alternative = "greater")$p.value)
big <- sin(1:250) + 0.1
show("signed rank n = 250, normal: V p", wilcox.test(big)$statistic, wilcox.test(big)$p.value)

x <- c(0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46)
y <- c(1.15, 0.88, 0.90, 0.74, 1.21)
m <- wilcox.test(x, y)
show("mann-whitney: U p p-greater", m$statistic, m$p.value, wilcox.test(x, y, alternative = "greater")$p.value)
tied_x <- round(10 * sin(1:60)); tied_y <- round(10 * cos(1:50) + 2)
n <- wilcox.test(tied_x, tied_y, exact = FALSE)
show("mann-whitney 60 v 50 tied, normal: U p", n$statistic, n$p.value)

show("sign test 8 v 2", binom.test(8, 10)$p.value, binom.test(8, 10, alternative = "greater")$p.value)
show("mcnemar 121 v 59", binom.test(59, 180)$p.value)
show("wilson 17 of 20", prop.test(17, 20, correct = FALSE)$conf.int)
show("wilson 0 of 10, 10 of 10", prop.test(0, 10, correct = FALSE)$conf.int, prop.test(10, 10, correct = FALSE)$conf.int)
show("clopper-pearson 17 of 20", binom.test(17, 20)$conf.int)
show("clopper-pearson 0 of 10 at 90%", binom.test(0, 10, conf.level = 0.9)$conf.int)

p <- c(0.04, 0.001, 0.03, 0.02)
for (method in c("holm", "hochberg", "BH")) show(method, p.adjust(p, method))
q <- c(0.01, 0.9, 0.01, 0.2, 0.04, 0.5)
for (method in c("holm", "hochberg", "BH")) show(method, p.adjust(q, method))

show("one-sided normal: signed rank less, greater", wilcox.test(big, alternative = "less")$p.value, wilcox.test(big, alternative = "greater")$p.value)
show("one-sided normal: mann-whitney less, greater", sapply(c("less", "greater"), function(side) wilcox.test(tied_x, tied_y, exact = FALSE, alternative = side)$p.value))
