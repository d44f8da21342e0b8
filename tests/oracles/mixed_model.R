# Reference numbers of the mixed model and the variance components.
# Run: Rscript tests/oracles/mixed_model.R (written with R 4.2.2, lme4 1.1-31, lmerTest 3.1-3, pbkrtest 0.5.2)
suppressMessages({library(lme4); library(lmerTest); library(pbkrtest)})
show <- function(name, ...) cat(sprintf("%s: %s\n", name, paste(sprintf("%.15g", c(...)), collapse = " ")))
value <- c(71.2, 70.8, 73.9, 74.4, 72.0, 71.5,  88.1, 87.5, 90.2, 89.9, 90.8, 88.0,  65.3, 66.1, 66.0, 67.2, 66.9,
           79.4, 80.3, 83.1, 82.2, 80.0, 81.1,  55.9, 57.0, 58.8, 59.4)
method <- c(0, 0, 1, 1, 2, 2,  0, 0, 1, 1, 1, 2,  0, 0, 1, 2, 2,  0, 0, 1, 1, 2, 2,  0, 1, 1, 2)
dataset <- rep(0:4, c(6, 6, 5, 6, 4))
d <- data.frame(value, method = factor(method), dataset = factor(dataset))
control <- lmerControl(optimizer = "nloptwrap", optCtrl = list(xtol_abs = 1e-13, ftol_abs = 1e-13, maxeval = 1e5))
report <- function(name, formula) {
  m <- lmer(formula, d, REML = TRUE, control = control)
  v <- as.data.frame(VarCorr(m))
  for (i in seq_len(nrow(v))) show(paste(name, "variance", v$grp[i]), v$vcov[i])
  show(paste(name, "REML log likelihood"), as.numeric(logLik(m)))
  show(paste(name, "means"), fixef(lmer(update(formula, . ~ . - 1), d, control = control)))
  for (pair in list(c(0, 1), c(0, 2), c(1, 2))) {
    l <- c(0, 0, 0)
    if (pair[1] > 0) l[pair[1] + 1] <- 1
    l[pair[2] + 1] <- l[pair[2] + 1] - 1
    s <- contest1D(m, l)
    show(paste(name, "satterthwaite", pair[1], pair[2]), s$Estimate, s[["Std. Error"]], s$df, s[["t value"]], s[["Pr(>|t|)"]])
    phi <- vcovAdj(m)
    se <- sqrt(as.numeric(t(l) %*% phi %*% l))
    df <- Lb_ddf(l, vcov(m), phi)
    show(paste(name, "kenward-roger", pair[1], pair[2]), s$Estimate, se, df, s$Estimate / se, 2 * pt(-abs(s$Estimate / se), df))
  }
}
report("dataset", value ~ method + (1 | dataset))
report("interaction", value ~ method + (1 | dataset) + (1 | dataset:method))
# The datasets' level taken away, so that their variance is estimated as 0.
d$value <- value - ave(value, dataset) + 50
report("boundary", value ~ method + (1 | dataset))

# Balanced: expected mean squares written out over R's analysis of variance of npk-like data.
y <- c(3.1, 3.4, 4.0, 4.4, 5.2, 5.0,  3.9, 3.5, 4.9, 4.6, 5.1, 5.7,  2.8, 3.0, 4.5, 4.1, 6.0, 5.8)  # 3 methods x 3 datasets x 2 seeds
b <- data.frame(y, m = factor(rep(1:3, each = 6)), ds = factor(rep(rep(1:3, each = 2), 3)))
a <- anova(lm(y ~ m * ds, b))
ms <- a[["Mean Sq"]]
show("balanced mean squares m ds m:ds seed", ms)
show("balanced variances", (ms[1] - ms[3]) / 6, (ms[2] - ms[3]) / 6, (ms[3] - ms[4]) / 2, ms[4])
show("balanced se of gain", sqrt(2 * ms[3] / 6))
